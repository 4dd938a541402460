// Communication Services with an e-mail domain. The Azure-managed domain sends five mails a minute and ten an hour: enough to try,
// far too little for a round. For production verify a domain of the city (infra/README.md) and name its sender in `settings`.
param name string
param unique string
param dataLocation string
param tags object

resource emailService 'Microsoft.Communication/emailServices@2025-09-01' = {
  name: 'mail-${name}-${unique}'
  location: 'global'
  tags: tags
  properties: { dataLocation: dataLocation }
}

resource domain 'Microsoft.Communication/emailServices/domains@2025-09-01' = {
  parent: emailService
  name: 'AzureManagedDomain'
  location: 'global'
  tags: tags
  properties: {
    domainManagement: 'AzureManaged'
    // Opens and clicks are not tracked: mail scanners fake them, and nobody has consented.
    userEngagementTracking: 'Disabled'
  }
}

resource communication 'Microsoft.Communication/communicationServices@2025-09-01' = {
  name: 'acs-${name}-${unique}'
  location: 'global'
  tags: tags
  properties: {
    dataLocation: dataLocation
    linkedDomains: [domain.id]
    disableLocalAuth: true
  }
}

output id string = communication.id
output name string = communication.name
output endpoint string = 'https://${communication.properties.hostName}/'
output sender string = 'DoNotReply@${domain.properties.fromSenderDomain}'
